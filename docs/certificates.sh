#!/bin/sh
# Makes a private authority for the Dask link, and one certificate that scheduler, workers and clients all show.
# Usage: sh docs/certificates.sh FOLDER      Keep authority-key.pem away from the machines; it signs new certificates.
set -eu
folder=${1:?the folder to write to}
mkdir -p "$folder"
cd "$folder"
umask 077
openssl req -x509 -newkey rsa:3072 -sha256 -days 3650 -nodes -subj "/CN=Plaintune cluster authority" \
  -addext "basicConstraints=critical,CA:TRUE" -keyout authority-key.pem -out authority.pem
openssl req -newkey rsa:3072 -sha256 -nodes -subj "/CN=plaintune-cluster" -keyout key.pem -out request.pem
openssl x509 -req -in request.pem -CA authority.pem -CAkey authority-key.pem -CAcreateserial -sha256 -days 825 \
  -out certificate.pem
rm request.pem
# The image's user, 10001, reads them through a group or an owner of your choice; others must not.
chmod 0644 authority.pem certificate.pem
chmod 0640 key.pem
