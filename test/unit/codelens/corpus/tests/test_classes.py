from train import Trainer


class Helper:
    pass


class TestTraining:  # lens
    def test_step(self):
        Trainer().fit(1)
