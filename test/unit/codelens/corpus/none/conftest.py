import pytest
from train import train


@pytest.fixture(scope="session")
def model():
    return train()
