import numpy as np
from scipy import stats
from scipy.optimize import curve_fit

popt, _ = curve_fit(lambda x, a: a * x, xs, ys)
loc, scale = stats.norm.fit(ys)
line = np.polynomial.Polynomial.fit(xs, ys, 1)
