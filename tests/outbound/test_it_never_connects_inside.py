"""Whatever an address looks like, the desk's own machine and network are not reached."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address

import pytest

from factdesk.outbound import InternalAddress, OutboundRefused, Policy, fetch, stream
from factdesk.outbound.addresses import check_ip

# "{port}" is where a socket of this test listens on every address of this machine.
HOSTILE = [
    "http://127.0.0.1:{port}/",
    "http://127.0.0.2:{port}/",
    "http://127.255.255.254:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://localhost.:{port}/",
    "http://foo.localhost:{port}/",
    "http://localhost.localdomain:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://0.1.2.3:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.1:{port}/",
    "http://0x7f.0x0.0x0.0x1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.0x1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://00127.0.0.1:{port}/",
    "http://127.0.0.01:{port}/",
    "http://127。0。0。1:{port}/",
    "http://１２７.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://[::1]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::ffff:0:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[64:ff9b:1::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2002:7f00:0001::1]:{port}/",
    "http://[2001:0:7f00:1::]:{port}/",
    "http://[fc00::1]:{port}/",
    "http://[fd12:3456:789a::1]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[fec0::1]:{port}/",
    "http://[ff02::1]:{port}/",
    "http://[2001:db8::1]:{port}/",
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://172.31.255.255:{port}/",
    "http://192.168.1.1:{port}/",
    "http://100.64.0.1:{port}/",
    "http://100.100.100.200:{port}/",
    "http://169.254.169.254:{port}/latest/meta-data/",
    "http://[fd00:ec2::254]:{port}/latest/meta-data/",
    "http://168.63.129.16:{port}/",
    "http://192.0.0.192:{port}/",
    "http://metadata.google.internal:{port}/",
    "http://metadata:{port}/",
    "http://instance-data.ec2.internal:{port}/",
    "http://kubernetes.default.svc.cluster.local:{port}/",
    "http://224.0.0.1:{port}/",
    "http://240.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    "http://198.18.0.1:{port}/",
    "http://user:secret@127.0.0.1:{port}/",
    "http://public.example@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@public.example/",
    "http://127.0.0.1:{port}\\@public.example/",
    "http://public.example\\@127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "https://127.0.0.1:{port}/",
    "http://127.0.0.1 :{port}/",
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1\r\nHost: x:{port}/",
    "ftp://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_x",
    "data:text/plain,x",
    "",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_is_refused_without_a_connection(listening, address):
    text = address.replace("{port}", str(listening.port))
    before = listening.connections
    # Once as every desk is, and once with the listening port open, so that only the address stands in the way.
    for policy in (Policy(), Policy(ports=frozenset({80, 443, listening.port}))):
        with pytest.raises(OutboundRefused):
            fetch(text, timeout=2, policy=policy)
        with pytest.raises(OutboundRefused), stream(text, timeout=2, policy=policy):
            pass
    time.sleep(0.005)
    assert listening.connections == before


def test_the_listening_socket_would_have_noticed(listening):
    before = listening.connections
    socket.create_connection(("127.0.0.1", listening.port)).close()
    time.sleep(0.1)
    assert listening.connections == before + 1


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["fe80::1%eth0"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        ["93.184.215.14", "127.0.0.1"],
        ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "10.0.0.1"],
    ],
)
def test_a_public_name_that_leads_inside_is_refused(listening, answers):
    before = listening.connections
    policy = Policy(ports=frozenset({listening.port}), resolver=lambda host, port: answers)
    with pytest.raises(InternalAddress):
        fetch(f"http://rebound.example:{listening.port}/", policy=policy)
    assert listening.connections == before


def test_a_name_is_looked_up_once_so_that_it_cannot_answer_twice(site):
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    policy = Policy(
        ports=frozenset({site.port}), networks=site.policy.networks, resolver=lambda host, port: next(answers)
    )
    site.sends("/", b"once")
    assert fetch(f"http://rebound.example:{site.port}/", policy=policy).body == b"once"
    assert next(answers) == ["10.0.0.1"]
    assert site.requests[0][1]["host"] == f"rebound.example:{site.port}"


def test_private_networks_open_only_where_the_caller_says_so():
    for address in ("10.0.0.1", "172.16.0.1", "192.168.1.1", "fd12::1"):
        with pytest.raises(InternalAddress):
            check_ip(ip_address(address), Policy())
        check_ip(ip_address(address), Policy().with_private())


def test_loopback_and_metadata_stay_shut_where_private_networks_are_open():
    for address in ("127.0.0.1", "169.254.169.254", "100.100.100.200", "168.63.129.16", "[::1]", "[fe80::1]"):
        with pytest.raises(InternalAddress):
            fetch(f"http://{address}/", timeout=0.2, allow_private=True)
