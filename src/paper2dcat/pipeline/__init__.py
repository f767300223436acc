"""The only place where the stages meet: papers to records, records to a validated, published graph.

A worker and the run it works for need different halves of it, so nothing is imported here: a name is found in
its module (``build.build``, ``derive.derive``, ``paper.process_paper`` …).
"""
