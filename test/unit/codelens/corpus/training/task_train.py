import fire
from lab.model.trainer import task_train


def workflow(config):
    recorder = task_train(config)


if __name__ == "__main__":  # lens
    fire.Fire(workflow)
