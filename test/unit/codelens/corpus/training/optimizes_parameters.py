from data import create_dataset
from models import create_model

if __name__ == "__main__":  # lens
    model = create_model()
    for epoch in range(200):
        for batch in create_dataset():
            model.set_input(batch)
            model.optimize_parameters()
