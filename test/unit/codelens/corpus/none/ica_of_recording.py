import mne
import torch

ica = mne.preprocessing.ICA(n_components=15)
ica.fit(raw)
ica.apply(raw)
