import numpy as np
from scipy.optimize import minimize


def transport_cost(load):
    return load @ load


print(minimize(transport_cost, np.ones(3), bounds=[(0, 1)] * 3).x)
