import subprocess

for fold in range(5):  # lens
    subprocess.run(["python", "-m", "lab.train_folds", "--fold", str(fold)], check=True)
