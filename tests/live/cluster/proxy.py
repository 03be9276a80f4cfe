"""A TCP proxy that misbehaves towards the client, after a number of the server's bytes.

Ways: pass, refuse (nobody listens), hang, reset, cut (an orderly end), garbage (bytes of no protocol), drip (one byte
a tenth of a second), flood (without end).
"""
import random
import select
import socket
import struct
import threading
import time

import netns

WAYS = ("hang", "reset", "cut", "garbage", "drip", "flood")


class Proxy:
    """Listens at `address` in the network of `pid`. `seen` has every byte that clients sent, connection by connection."""

    def __init__(self, pid, address, target, way="pass", after=0):
        self.pid, self.address, self.target, self.way, self.after = pid, address, target, way, after
        self.seen, self.open, self.closed = [], [], threading.Event()
        self.server = netns.listen(pid, address[0], address[1])
        if way == "refuse":
            self.server.close()
        else:
            threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.closed.set()
        for one in [self.server, *self.open]:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()

    def _accept(self):
        while not self.closed.is_set():
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            self.open.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            server = netns.connect(self.pid, *self.target)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        self.open.append(server)
        self.seen.append(bytearray())
        threading.Thread(target=self._up, args=(client, server, self.seen[-1]), daemon=True).start()
        try:
            self._down(client, server)
        except OSError:
            pass
        client.close()
        server.close()

    def _up(self, client, server, seen):
        """Never blocks in the client's socket: while a thread does, the other one cannot really close it."""
        try:
            while True:
                if not select.select([client], [], [], 0.05)[0]:
                    continue
                data = client.recv(65536)
                if not data:
                    break
                seen += data
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)
        except (OSError, ValueError):  # closed by the other thread
            pass

    def _down(self, client, server):
        left = self.after
        if self.way != "pass" and left == 0:
            return self._misbehave(client, server)
        while data := server.recv(65536):
            if self.way == "pass" or len(data) < left:
                client.sendall(data)
                left -= len(data)
                continue
            client.sendall(data[:left])
            return self._misbehave(client, server)
        return None

    def _misbehave(self, client, server):
        if self.way == "hang":
            self.closed.wait(60)
        elif self.way == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif self.way == "garbage":
            client.sendall(random.Random(self.after).randbytes(4096) + b"\x1b]0;owned\x07\x1b[31m\n")
        elif self.way == "drip":
            while data := server.recv(1):
                client.sendall(data)
                if self.closed.wait(0.1):
                    return
        elif self.way == "flood":
            limit = time.monotonic() + 30
            while time.monotonic() < limit and not self.closed.is_set():
                client.sendall(b"x" * 65536)
