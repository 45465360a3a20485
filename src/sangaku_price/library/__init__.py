"""The care of the tariff library: what is doubtful in a tariff file, which rules no case exercises, and a new file."""
