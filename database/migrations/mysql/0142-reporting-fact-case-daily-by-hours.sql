-- PostgreSQL looks up a zone by its name for each case; this view adds seven hours already.
do 0;
