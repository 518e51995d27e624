"""What commands and messages do: functions over a `Context`, named in the table and in `messages` as `module.function`.

Each module is loaded when the first of its functions is called; nothing imports one by name.
"""
