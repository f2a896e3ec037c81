import typer

app = typer.Typer()


@app.command()
def train(epochs: int = 3):
    for epoch in range(epochs):
        fit_once()


if __name__ == "__main__":  # lens
    app()
