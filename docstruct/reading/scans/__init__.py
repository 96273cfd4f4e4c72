"""Pages that are pictures: made upright and clean, recognised, and looked at again where a digit may be lost.

image                            pictures as documents
ocr, recognizing                 from a picture to fragments of text with their places
engine, engine_choice            the recogniser, and which one
straightening, flattening        which way a page is turned, and the sheet on a photograph
lighting, pale_ink, seals        paper that is not white, watermarks, seals
rules, stacks, type_size         rules of tables, narrow cells, the size of type
unread_ink, second_look          what was passed over, and what may have been mistaken
"""
