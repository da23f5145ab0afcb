"""Training, calibration, export and evaluation of Menshen's built-in guard "lite"."""
