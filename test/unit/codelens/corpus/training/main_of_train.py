import sys


def run():
    from train_brax_ppo import main as train_main

    sys.argv = ["train_brax_ppo.py"]
    train_main()


if __name__ == "__main__":  # lens
    run()
