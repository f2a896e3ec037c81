from lab.runners import Runner

if __name__ == "__main__":  # lens
    runner = Runner.create("supervised")
    runner.cross_validate()
