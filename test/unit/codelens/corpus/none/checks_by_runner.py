import torch
from lab.runner import TestRunner

if __name__ == "__main__":
    runner = TestRunner(model="m", data="d")
    runner.run()
