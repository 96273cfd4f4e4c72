"""Keeping the lexicons: what ``docstruct lexicon`` does, one module a command.

=================  ==================================================================================
``checking``       whether every file follows its schema and every entry makes sense (``check``)
``schemas``        the Table Schemas of ``lexicons/datapackage.json``, and rows that break them
``words``          whether words of cues and headers can be met in normalized text at all
``contradicting``  what folders that are laid over at once say differently of one thing
``names``          what is asked of entries and aliases of the classification beyond their schema
``editions``       what a later edition of the classification added, renamed and retired (``diff``)
``counting``       how many entries there are, and how well they are attested (``stats``)
``coverage``       subjects of structured documents that got no code, with the best candidates (``coverage``)
``gaps``           what else the documents of a run show to be lacking, table by table (``coverage --of``)
``editing``        rows taken into a lexicon, checked and sorted (``add``)
``lists``          words taken into the lists of TOML lexicons (``add``)
``trying``         every entry of documents before and after a change (``try``)
=================  ==================================================================================
"""
