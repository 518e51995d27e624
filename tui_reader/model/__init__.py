"""Papers, annotations, results and history: frozen values that every other room exchanges."""
