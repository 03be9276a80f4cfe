"""check.py PATROL: compares the tables of facts with the real programs that are installed."""
import glob
import shutil
import sys

import check_etcd
import check_patroni
import check_postgres
import table


def main(patrol):
    results = []
    for bin_dir in sorted(glob.glob("/usr/lib/postgresql/*/bin")):
        results.append(check_postgres.check(table.load(patrol, "postgres"), bin_dir))
    if check_patroni.is_there():
        results.append(check_patroni.check(table.load(patrol, "patroni"),
                                           table.load(patrol, "postgres")["parameters"]))
    if shutil.which("etcd"):
        results.append(check_etcd.check(table.load(patrol, "etcd")))
    if not results:
        print("no PostgreSQL, Patroni or etcd is installed: nothing was checked")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
