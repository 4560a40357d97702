"""The tests themselves stay on this machine."""

import urllib.error
import urllib.request

import pytest


def test_a_test_cannot_reach_the_network():
    with pytest.raises((AssertionError, urllib.error.URLError), match="asked the network"):
        urllib.request.urlopen("http://192.0.2.1/", timeout=2)  # a documentation address
