import json
from visualization import TrainingVisualizer


def main():
    viz = TrainingVisualizer()
    for episode in range(10):
        viz.add(episode)
    json.dump(viz.history, open("history.json", "w"))


if __name__ == "__main__":
    main()
