import mlflow


def go(steps):
    if "forest" in steps:
        mlflow.run("random_forest", "main", parameters={"data": "d"})


if __name__ == "__main__":  # lens
    go(["forest"])
