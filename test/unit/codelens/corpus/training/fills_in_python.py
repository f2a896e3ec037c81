import sys
from subprocess import check_call


def launch(folder):
    command = "{python} train.py --model_dir={folder}".format(python=sys.executable, folder=folder)
    check_call(command, shell=True)


if __name__ == "__main__":  # lens
    for rate in (0.1, 0.01):
        launch(f"rate_{rate}")
