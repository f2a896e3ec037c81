"""Tests of train_plain.py: `python -m unittest` or `pytest`, about a second."""

import contextlib
import io
import json
import math
import random
import tempfile
import unittest
from pathlib import Path

import train_plain
from train_plain import Example, SoftmaxRegression


class ModelTest(unittest.TestCase):
    def test_probabilities_sum_to_one_even_for_huge_logits(self) -> None:
        model = SoftmaxRegression(2, random.Random(0))
        model.bias[3] = 1e6
        probabilities = model.probabilities([1.0, 1.0])
        self.assertAlmostEqual(sum(probabilities), 1.0)
        self.assertAlmostEqual(probabilities[3], 1.0)

    def test_an_untrained_model_is_as_good_as_chance(self) -> None:
        model = SoftmaxRegression(1, random.Random(0))
        loss, _ = model.evaluate([Example([0.0], label) for label in range(10)])
        self.assertAlmostEqual(loss, math.log(10))

    def test_an_update_lowers_the_loss(self) -> None:
        model = SoftmaxRegression(2, random.Random(0))
        batch = [Example([0.0, 1.0], 1), Example([1.0, 0.0], 2)]
        before, _ = model.evaluate(batch)
        model.update(batch, lr=0.5)
        after, _ = model.evaluate(batch)
        self.assertLess(after, before)


class DataTest(unittest.TestCase):
    def test_the_split_is_stable_and_covers_all_digits(self) -> None:
        train, val = train_plain.load_digits()
        self.assertEqual((len(train), len(val)), (540, 180))
        self.assertEqual({example.label for example in val}, set(range(10)))


class TrainingTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "run"

    def train(self, *arguments: str) -> float:
        with contextlib.redirect_stdout(io.StringIO()):
            return train_plain.main([*arguments, "--out", str(self.out)])

    def logged(self) -> list:
        return [json.loads(line) for line in (self.out / "metrics.jsonl").read_text().splitlines()]

    def test_it_learns(self) -> None:
        accuracy = self.train("--lr", "0.5", "--epochs", "8")
        self.assertGreater(accuracy, 0.9)

    def test_it_logs_one_line_an_epoch_and_its_params(self) -> None:
        self.train("--lr", "0.2", "--epochs", "2", "--seed", "7", "--batch-size", "180")
        self.assertEqual([(row["epoch"], row["step"]) for row in self.logged()], [(1, 3), (2, 6)])
        params = json.loads((self.out / "config.json").read_text())
        self.assertEqual(params, {"lr": 0.2, "epochs": 2, "seed": 7, "batch_size": 180})

    def test_the_seed_decides_everything(self) -> None:
        self.assertEqual(self.train("--epochs", "1", "--seed", "3"), self.train("--epochs", "1", "--seed", "3"))

    def test_a_failure_keeps_what_was_logged(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "epoch 2"):
            self.train("--epochs", "3", "--fail-at", "2")
        self.assertEqual([row["epoch"] for row in self.logged()], [1])


if __name__ == "__main__":
    unittest.main()
