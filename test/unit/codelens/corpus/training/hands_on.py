import phases


def run_training(args):
    phases.launch(phases.command(args))


if __name__ == "__main__":  # lens
    run_training([])
