import matplotlib.pyplot as plt
from sklearn.model_selection import train_test_split

plt.style.use("ggplot")


def split(df):
    train, test = train_test_split(df)
    return train, test


def plot_history(history):
    for epoch in range(history.epochs):
        plt.plot(epoch)
