#!/bin/bash
# init.sh DISK LOWER NAME: process 1 of a host, already in namespaces of its own. Its root is LOWER seen through an
# overlay whose changes lie in DISK, so that they outlive a power cut. Says "ready", then reaps.
set -e
mount --make-rprivate /
mkdir -p "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" "$1/root"
cd "$1/root"
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
hostname "$3"
ip link set lo up
pivot_root . mnt
cd /
umount -l mnt
trap : TERM INT HUP
echo ready
exec 0</dev/null 1>/dev/null 2>&1
sleep infinity &
while :; do wait || true; done
