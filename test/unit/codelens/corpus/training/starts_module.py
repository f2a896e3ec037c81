import itertools
import subprocess

for seed, lr in itertools.product(range(3), (0.1, 0.01)):  # lens
    subprocess.run(["python", "-m", "chip.training.trainer", f"seed={seed}", f"lr={lr}"], check=True)
