import marimo

app = marimo.App()


@app.cell
def _(client, batches, adam):
    for batch in batches:
        client.forward_backward(batch)
        client.optim_step(adam)


if __name__ == "__main__":  # lens
    app.run()
