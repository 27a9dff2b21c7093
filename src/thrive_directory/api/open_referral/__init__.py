"""Open Referral UK over HTTP: its lists, their parameters, envelope and shapes. Reads the registry; ranks nothing."""
