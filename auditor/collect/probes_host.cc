// The script that finds and reads the files of a member. Each record of its output is a line
// "KEY SIZE", SIZE bytes and a newline, so nothing inside a file or a name can pass for a record.
// It runs as one function with its input closed: half a script does nothing, and no command of it
// can eat the rest.
#include "auditor/collect/probes_host.h"

namespace patrol {
namespace {

constexpr SshScript script(R"sh(
LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
newline='
'
seen=$newline
files=0
budget=12000000

emit() { printf '%s %d\n%s\n' "$1" "${#2}" "$2"; }

# KEY FILE LIMIT: bytes of a file; zeros should it shrink while we read.
blob() {
  size=$(head -c "$3" <"$2" 2>/dev/null | wc -c)
  size=$((size + 0))
  [ "$size" -le "$budget" ] || size=$budget
  budget=$((budget - size))
  printf '%s %d\n' "$1" "$size"
  { head -c "$size" <"$2"; head -c "$size" </dev/zero; } 2>/dev/null | head -c "$size"
  printf '\n'
}

# PATH: why it cannot be opened. A folder above that may not be searched hides everything below.
reason() {
  why=missing
  if [ -d "$1" ] && [ ! -r "$1" ]; then why=denied
  elif [ -d "$1" ]; then why=directory
  elif [ -f "$1" ]; then why=denied
  elif [ -e "$1" ]; then why=special
  else
    above=${1%/*}
    while [ -n "$above" ] && [ ! -d "$above" ]; do above=${above%/*}; done
    if [ -n "$above" ] && [ ! -x "$above" ]; then why=denied; fi
  fi
  emit error "$why"
}

# KIND PATH: a file, once. Of certificate files only certificates: a key may stand in the same file.
take() {
  case $seen in *"$newline$2$newline"*) return 0 ;; esac
  seen=$seen$2$newline
  files=$((files + 1))
  [ "$files" -le 200 ] || return 0
  emit file "$2"
  emit kind "$1"
  if about=$(stat -L -c '%a %s %Y %U %G' -- "$2" 2>/dev/null); then emit stat "$about"; fi
  if [ ! -f "$2" ] || [ ! -r "$2" ]; then reason "$2"
  elif [ "$1" = certificate ]; then
    emit text "$(sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' <"$2" | tr -d '\000' | head -c 65536)"
  elif [ "$(head -c 1000001 <"$2" | wc -c)" -gt 1000000 ] || [ "$budget" -lt 1000000 ]; then emit error large
  else blob text "$2" 1000000
  fi
  return 0
}

# KIND PATH: a place where the file may be.
maybe() {
  if [ -e "$2" ] || { [ -d "${2%/*}" ] && [ ! -x "${2%/*}" ]; }; then take "$1" "$2"; fi
  return 0
}

# BASE PATH: $full.
absolute() { case $2 in /*) full=$2 ;; *) full=$1/$2 ;; esac; }

# KEY FILE: $value of the first such line of a YAML file.
yaml_value() {
  value=
  [ -f "$2" ] && [ -r "$2" ] || return 0
  value=$(sed -n "s/^\(.*[{,[:space:]]\)\{0,1\}$1:[[:space:]]*[\"']\{0,1\}\([^\"'#,}]*\).*/\2/p" <"$2" | head -n 1 | sed 's/[[:space:]]*$//')
}

# KEY FILE: $value of the last such line of a postgresql.conf.
conf_value() {
  value=
  [ -f "$2" ] && [ -r "$2" ] || return 0
  value=$(sed -n "s/^[[:space:]]*$1[[:space:]]*[=[:space:]][[:space:]]*'\{0,1\}\([^'#]*\).*/\1/p" <"$2" | tail -n 1 | sed 's/[[:space:]]*$//')
}

# PATH DEPTH: a postgresql.conf and what it includes.
conf_file() {
  take postgres_conf "$1"
  [ -f "$1" ] && [ -r "$1" ] && [ "$2" -lt 6 ] || return 0
  while IFS=' ' read -r directive name; do
    [ -n "$name" ] || continue
    absolute "${1%/*}" "$name"
    if [ "$directive" = include_dir ]; then
      for part in "$full"/*.conf; do [ -e "$part" ] && conf_file "$part" $(($2 + 1)); done
      if [ -d "$full" ] && [ ! -r "$full" ]; then take postgres_conf "$full"; fi
    elif [ "$directive" = include ] || [ -e "$full" ]; then conf_file "$full" $(($2 + 1))
    fi
  done <<END
$(sed -n "s/^[[:space:]]*\(include[a-z_]*\)[[:space:]=]*'\{0,1\}\([^'#]*[^'#[:space:]]\).*/\1 \2/p" <"$1" | head -n 50)
END
  return 0
}

# KIND PATH DEPTH: pg_hba.conf or pg_ident.conf, and what it includes.
rules_file() {
  take "$1" "$2"
  [ -f "$2" ] && [ -r "$2" ] && [ "$3" -lt 6 ] || return 0
  while IFS=' ' read -r directive name; do
    [ -n "$name" ] || continue
    absolute "${2%/*}" "$name"
    if [ "$directive" = include_dir ]; then
      for part in "$full"/*.conf; do [ -e "$part" ] && rules_file "$1" "$part" $(($3 + 1)); done
    elif [ -e "$full" ]; then rules_file "$1" "$full" $(($3 + 1))
    fi
  done <<END
$(sed -n -e 's/^[[:space:]]*\(include[a-z_]*\)[[:space:]]*"\{0,1\}\([^"#]*[^"#[:space:]]\).*/\1 \2/p' -e '/^[[:space:]]*#/!s/.*@\([^",#[:space:]]*\).*/names \1/p' <"$2" | head -n 50)
END
  return 0
}

# PATH: a directory and the file system below it.
directory() {
  [ -n "$1" ] || return 0
  emit directory "$1"
  if about=$(stat -L -c '%a %s %Y %U %G' -- "$1" 2>/dev/null); then emit stat "$about"
  else reason "$1"
  fi
  if about=$(df -P -k -T -- "$1" 2>/dev/null | tail -n 1); then emit df "$about"; fi
  return 0
}

# DATA CONF HBA IDENT: a server of this machine, four lines each, the data directory once.
add_server() {
  case $newline$servers in *"$newline=${1%/}$newline"*) return 0 ;; esac
  [ -z "$1" ] || servers="$servers=${1%/}$newline$2$newline$3$newline$4$newline"
  return 0
}

# PID KIND: what the command line of a process tells. The words are the positional parameters.
look_at_command() {
  pid=$1
  kind=$2
  shift 2
  work=$(readlink "/proc/$pid/cwd" 2>/dev/null)
  last=
  previous=
  data='' conf='' hba='' ident=''
  for word in "$@"; do
    case $kind:$previous in
      postgres:-D) data=$word ;;
      etcd:-config-file | etcd:--config-file) absolute "$work" "$word"; take etcd_yaml "$full" ;;
    esac
    case $kind:$word in
      postgres:-D?*) data=${word#-D} ;;
      postgres:--config[-_]file=* | postgres:config_file=*) absolute "$work" "${word#*=}"; conf=$full ;;
      postgres:--hba[-_]file=* | postgres:hba_file=*) absolute "$work" "${word#*=}"; hba=$full ;;
      postgres:--ident[-_]file=* | postgres:ident_file=*) absolute "$work" "${word#*=}"; ident=$full ;;
      etcd:-config-file=* | etcd:--config-file=*) absolute "$work" "${word#*=}"; take etcd_yaml "$full" ;;
      patroni:-*) ;;
      patroni:*) last=$word ;;
    esac
    previous=$word
  done
  if [ "$kind" = patroni ]; then
    environment "$pid"
    if [ -n "$last" ]; then absolute "$work" "$last"; patroni_path "$full"; fi
  fi
  if [ "$kind" = postgres ]; then
    # A running server works in its data directory, wherever it was started.
    case $data in /*) ;; *) data=$work ;; esac
    add_server "$data" "$conf" "$hba" "$ident"
  fi
  return 0
}

# PID: only Patroni's own variables of its environment.
environment() {
  [ -r "/proc/$1/environ" ] || { emit environ_error denied; return 0; }
  emit environ "$(tr '\n\000' '\001\n' <"/proc/$1/environ" 2>/dev/null | grep '^PATRONI_' | head -c 100000)"
}

# PATH: Patroni reads a file, or all *.yml of a directory.
patroni_path() {
  if [ -d "$1" ] && [ -r "$1" ]; then
    for part in "$1"/*.yml; do [ -e "$part" ] && patroni_file "$part"; done
  else patroni_file "$1"
  fi
  return 0
}

patroni_file() {
  found_patroni=yes
  take patroni "$1"
  [ -n "$yaml_data" ] || { yaml_value data_dir "$1"; yaml_data=$value; }
  [ -n "$config_dir" ] || { yaml_value config_dir "$1"; config_dir=$value; }
  [ -n "$custom" ] || { yaml_value custom_conf "$1"; custom=$value; }
}

processes() {
  commands=0
  own_space=$(readlink /proc/self/ns/mnt 2>/dev/null)
  for entry in $(grep -lzE '(^|/)(patroni|etcd|postgres|postmaster)$' /proc/[0-9]*/cmdline 2>/dev/null); do
    pid=${entry#/proc/}
    pid=${pid%/cmdline}
    space=$(readlink "/proc/$pid/ns/mnt" 2>/dev/null)  # of a container: its paths are not ours
    [ -z "$space" ] || [ "$space" = "$own_space" ] || continue
    words=$(tr '\n\000' '\001\n' <"$entry" 2>/dev/null | head -c 16000)
    OLD=$IFS
    IFS=$newline
    set -f
    set -- $words
    set +f
    IFS=$OLD
    kind=
    case ${1##*/} in
      patroni) kind=patroni ;;
      etcd) kind=etcd ;;
      postgres | postmaster) kind=postgres ;;
      python*) case ${2##*/}:$3 in patroni:* | -m:patroni) kind=patroni ;; esac ;;
    esac
    [ -n "$kind" ] || continue
    commands=$((commands + 1))
    [ "$commands" -le 32 ] || break
    emit command "$words"
    if [ "$kind" = patroni ]; then
      case ${1##*/} in python*) shift ;; esac
      if [ "$1" = -m ]; then shift; fi
    fi
    [ $# -gt 0 ] && shift
    look_at_command "$pid" "$kind" "$@"
  done
}

# KIND-OF-ENVIRONMENT-FILE UNIT: the unit and the files it names.
unit_file() {
  take unit "$2"
  [ -r "$2" ] || return 0
  while IFS= read -r name; do
    case $name in '' | *'$'* | *%*) continue ;; esac
    for part in $name; do [ -e "$part" ] && take "$1" "$part"; done
  done <<END
$(sed -n 's/^EnvironmentFile=-\{0,1\}//p' <"$2" | head -n 20)
END
  [ "$1" = patroni_env ] && [ -z "$found_patroni" ] || return 0
  for word in $(sed -n 's/^ExecStart=//p' <"$2" | tail -n 1); do
    case $word in -* | *'$'*) ;; *.yml | *.yaml) patroni_path "$word" ;; esac
  done
  return 0
}

units() {
  for folder in /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /lib/systemd/system /usr/lib/systemd/system; do
    [ "$folder" = /usr/lib/systemd/system ] && [ -L /lib ] && continue
    for unit in "$folder"/*patroni*.service "$folder"/*patroni*.service.d/*.conf; do
      if [ -e "$unit" ]; then unit_file patroni_env "$unit"; fi
    done
    for unit in "$folder"/etcd*.service "$folder"/etcd*.service.d/*.conf; do
      if [ -e "$unit" ]; then unit_file etcd_env "$unit"; fi
    done
  done
}

guess_patroni() {
  [ -z "$found_patroni" ] || return 0
  if [ -d /etc/patroni ] && [ ! -r /etc/patroni ]; then take patroni /etc/patroni; fi
  for part in /etc/patroni/*.yml /etc/patroni/*.yaml /etc/patroni.yml /etc/patroni.yaml; do
    [ -e "$part" ] && patroni_file "$part"
  done
  return 0
}

etcd_files() {
  maybe etcd_env /etc/default/etcd
  maybe etcd_env /etc/etcd/etcd.conf
  maybe etcd_env /etc/etcd.env
  for part in /etc/etcd/*.env; do [ -e "$part" ] && take etcd_env "$part"; done
  for part in /etc/etcd/*.yml /etc/etcd/*.yaml; do [ -e "$part" ] && take etcd_yaml "$part"; done
  return 0
}

all_servers() {
  if [ -n "$yaml_data" ]; then add_server "$yaml_data" '' '' ''; fi
  while IFS= read -r data && IFS= read -r conf && IFS= read -r hba && IFS= read -r ident; do
    data=${data#=}
    server_files
  done <<END
$servers
END
  return 0
}

server_files() {
  emit server "$data"
  home=$data
  if [ -n "$config_dir" ] && [ "$data" = "${yaml_data%/}" ]; then home=$config_dir; fi
  if [ -n "$conf" ]; then home=${conf%/*}; else conf=$home/postgresql.conf; fi
  conf_file "$conf" 0
  maybe postgres_conf "$home/postgresql.base.conf"
  maybe postgres_conf "$data/postgresql.auto.conf"
  if [ -n "$custom" ] && [ "$data" = "${yaml_data%/}" ]; then absolute "$home" "$custom"; conf_file "$full" 0; fi
  [ -n "$hba" ] || { conf_value hba_file "$conf"; hba=$value; }
  [ -n "$ident" ] || { conf_value ident_file "$conf"; ident=$value; }
  absolute "$data" "${hba:-$home/pg_hba.conf}"
  rules_file hba "$full" 0
  absolute "$data" "${ident:-$home/pg_ident.conf}"
  rules_file ident "$full" 0
  if [ -e "$data/server.crt" ]; then certificate "$data/server.crt"; fi
  directory "$data"
  if [ -L "$data/pg_wal" ]; then directory "$(readlink -f "$data/pg_wal")"; fi
  return 0
}

# PATH: unless it is readable and holds none.
certificate() {
  if [ -f "$1" ] && [ -r "$1" ] && ! grep -q -e '-----BEGIN CERTIFICATE-----' <"$1"; then return 0; fi
  take certificate "$1"
}

# Every path that stands after a name with "cert" or "ca" in the files that were read.
certificates() {
  while IFS= read -r name; do
    [ -n "$name" ] || continue
    case $name in
      *.key) ;;
      /*) certificate "$name" ;;
      *)
        while IFS= read -r folder; do
          case $folder in =*) [ -e "${folder#=}/$name" ] && certificate "${folder#=}/$name" ;; esac
        done <<DATA
$servers
DATA
        ;;
    esac
  done <<END
$(printf '%s' "$seen" | while IFS= read -r name; do
    if [ -n "$name" ] && [ -f "$name" ] && [ -r "$name" ]; then
      grep -aiE '(cert|cacert|ca_file|cafile|rootcert|cert_file|certfile)[a-z_]*"?[[:space:]]*[:=]' <"$name"
    fi
  done | sed -n "/^[[:space:]]*#/d;s/^[^:=]*[:=][[:space:]]*[\"']\{0,1\}\([^\"'#,}[:space:]]*\).*/\1/p" | grep -E '/|\.(crt|pem|cer)$' | sort -u | head -n 40)
END
  return 0
}

main() {
  now=$(date +%s.%N)  # before anything is printed: our own clock is read at the first byte
  emit patrol 1
  emit clock "$now"
  emit user "$(id -un)"
  emit hostname "$(uname -n)"
  emit memory "$(sed -n 's/^MemTotal:[[:space:]]*\([0-9]*\) kB.*/\1/p' </proc/meminfo)"
  emit addresses "$(hostname -I 2>/dev/null || ip -o addr show 2>/dev/null | sed -n 's/.*inet6\{0,1\} \([^/ ]*\).*/\1/p')"
  servers='' data='' yaml_data='' config_dir='' custom='' found_patroni=''
  processes
  units
  guess_patroni
  etcd_files
  all_servers
  emit server ''
  certificates
  emit end ''
}
main </dev/null 2>/dev/null
)sh");

}  // namespace

SshScript host_script() {
  return script;
}

}  // namespace patrol
