#!/usr/bin/python3
"""A line with a length: carries Ethernet frames between two networks and holds each for half of the given round trip.

    relay.py PID INTERFACE PID INTERFACE MILLISECONDS

Makes a tap interface in the network of each process, says "ready", and goes on until it is ended. Frames, not
connections: setting up a connection, TLS and passwords cost what they cost on such a line.
"""
import collections
import fcntl
import os
import struct
import sys
import threading
import time

import netns

TUNSETIFF, TAP_WITHOUT_HEADER = 0x400454CA, 0x1002


def tap(pid, name):
    def call():
        line = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(line, TUNSETIFF, struct.pack("16sH22x", name.encode(), TAP_WITHOUT_HEADER))
        return line
    return netns.inside(pid, call)


def carry(source, target, seconds):
    waiting, there = collections.deque(), threading.Semaphore(0)

    def deliver():
        while True:
            there.acquire()
            due, frame = waiting.popleft()
            left = due - time.monotonic()
            if left > 0:
                time.sleep(left)
            try:
                os.write(target, frame)
            except OSError:  # the interface is down
                pass

    threading.Thread(target=deliver, daemon=True).start()
    while True:
        try:
            frame = os.read(source, 65536)
        except OSError:
            time.sleep(0.01)
            continue
        waiting.append((time.monotonic() + seconds, frame))
        there.release()


def main():
    first, second = tap(int(sys.argv[1]), sys.argv[2]), tap(int(sys.argv[3]), sys.argv[4])
    half = float(sys.argv[5]) / 2000
    print("ready", flush=True)
    sys.setswitchinterval(0.0005)
    threading.Thread(target=carry, args=(second, first, half), daemon=True).start()
    carry(first, second, half)


if __name__ == "__main__":
    main()
