"""The only door to data: four verbs and rpc, bound to one signed-in person."""
