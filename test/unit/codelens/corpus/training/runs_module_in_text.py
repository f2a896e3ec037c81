import os


def command(config):
    text = "python -m src.train"
    text += f" --model_type {config['model']}"
    return text


if __name__ == "__main__":  # lens
    for model in ["RNN", "LSTM"]:
        os.system(command({"model": model}))
