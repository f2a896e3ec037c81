import pytest

from train import train


@pytest.fixture
def data():
    return 1


def test_it_learns(data):  # lens
    assert train(data) > 0.9
