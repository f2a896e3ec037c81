import subprocess


def launch(name):
    subprocess.check_call(["gcloud", "jobs", "submit", name, "--module-name", "vessels.run_training"])


if __name__ == "__main__":  # lens
    launch("one")
