"""What all rooms speak: messages, words in each language, how numbers are written, a reader's choices.

May use: nothing of this package.
Not here: who says a message and when; that is in the room that says it.
"""
