"""Everything that leaves a network namespace, connection by connection: what was really sent, whoever is asked."""
import collections
import ipaddress
import select
import socket
import struct
import threading

import netns

IPV4, OUTGOING = 0x0800, 4
FIN_SYN_RST = 0x07


class Recorder:
    """Records between `with` and its end. `sent` maps (address, port, number of the connection) to bytes."""

    def __init__(self, pid, interface="eth0"):
        def call():
            tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            tap.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 25)
            tap.bind((interface, 0))
            return tap
        self.tap, self.done = netns.inside(pid, call), threading.Event()
        self.parts, self.others = collections.defaultdict(dict), set()
        self.thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
        self.tap.close()

    def _listen(self):
        while not self.done.is_set():
            while select.select([self.tap], [], [], 0.1)[0]:
                frame, place = self.tap.recvfrom(1 << 17)
                if place[2] == OUTGOING and place[1] == IPV4:
                    self._packet(frame[14:])

    def _packet(self, packet):
        head, total = (packet[0] & 15) * 4, struct.unpack("!H", packet[2:4])[0]
        target, protocol = str(ipaddress.ip_address(packet[16:20])), packet[9]
        if protocol != socket.IPPROTO_TCP:
            self.others.add((protocol, target))
            return
        body = packet[head:total] if total else packet[head:]
        source, port, number = struct.unpack("!HHI", body[:8])
        data = body[(body[12] >> 4) * 4:]
        if data:
            self.parts[target, port, source][number] = data
        elif not body[13] & FIN_SYN_RST:
            self.parts.setdefault((target, port, source), {})

    def sent(self):
        return {key: joined(parts) for key, parts in self.parts.items()}

    def http(self, port):
        """Request lines and bodies that went to a port: (method, path, body)."""
        found = []
        for (_, to, _), data in sorted(self.sent().items()):
            if to == port:
                found += requests(data)
        return found


def joined(parts):
    """Segments in the order of their numbers; what was sent twice counts once."""
    out, end = b"", None
    for number in sorted(parts):
        data = parts[number]
        if end is not None and number < end:
            data = data[end - number:]
        out += data
        end = max(end or 0, number + len(parts[number]))
    return out


def requests(data):
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        lengths = [int(line.split(":")[1]) for line in lines[1:] if line.lower().startswith("content-length:")]
        length = lengths[0] if lengths else 0
        found.append((words[0], words[1] if len(words) > 1 else "", rest[:length].decode("utf-8", "replace")))
        data = rest[length:]
    return found
