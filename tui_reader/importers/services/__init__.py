"""What the services of research answer in JSON, one service a module; `table` knows which record is whose."""
