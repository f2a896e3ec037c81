import train


def test_main():  # lens
    assert train.main(["--epochs", "1"])
