import wandb
from project import Pipeline


def main():
    run = wandb.init(project="x")
    Pipeline(run).go()


if __name__ == "__main__":  # lens
    main()
