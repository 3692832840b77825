#!/bin/sh
# Permissions in AWS Lake Formation for the roles of Upsolver.
# A data lake administrator deploys it, because only Lake Formation itself can grant them.
# They matter for databases and tables on which IAM_ALLOWED_PRINCIPALS has no permission: where that group still has Super, IAM alone decides.
# Tables and data locations have to exist.
set -eu

# The call succeeds even if it has granted nothing: only an empty list of failures means success.
assert_granted() {
  case $(printf '%s' "$1" | tr -d ' \t\r\n') in
    '' | '{}' | '{"Failures":[]}') ;;
    *)
      printf 'not granted: %s\n' "$1" >&2
      exit 1
      ;;
  esac
}

answer=$(aws lakeformation batch-grant-permissions \
  --catalog-id '444455556666' \
  --entries '[{"Id":"1","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Database":{"CatalogId":"444455556666","Name":"default"}},"Permissions":["DESCRIBE"],"PermissionsWithGrantOption":[]},{"Id":"2","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Catalog":{}},"Permissions":["CREATE_DATABASE"],"PermissionsWithGrantOption":[]},{"Id":"3","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Database":{"CatalogId":"444455556666","Name":"sales"}},"Permissions":["DESCRIBE","CREATE_TABLE","ALTER","DROP"],"PermissionsWithGrantOption":[]},{"Id":"4","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Table":{"CatalogId":"444455556666","DatabaseName":"sales","TableWildcard":{}}},"Permissions":["SELECT","INSERT","DELETE","DESCRIBE","ALTER","DROP"],"PermissionsWithGrantOption":[]},{"Id":"5","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Database":{"CatalogId":"444455556666","Name":"lake"}},"Permissions":["DESCRIBE","CREATE_TABLE","ALTER","DROP"],"PermissionsWithGrantOption":[]},{"Id":"6","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Table":{"CatalogId":"444455556666","DatabaseName":"lake","Name":"clicks"}},"Permissions":["SELECT","INSERT","DELETE","DESCRIBE","ALTER","DROP"],"PermissionsWithGrantOption":[]},{"Id":"7","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Table":{"CatalogId":"444455556666","DatabaseName":"lake","Name":"views"}},"Permissions":["SELECT","INSERT","DELETE","DESCRIBE","ALTER","DROP"],"PermissionsWithGrantOption":[]},{"Id":"8","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Database":{"CatalogId":"444455556666","Name":"raw"}},"Permissions":["DESCRIBE"],"PermissionsWithGrantOption":[]},{"Id":"9","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Table":{"CatalogId":"444455556666","DatabaseName":"raw","Name":"events"}},"Permissions":["SELECT","DESCRIBE"],"PermissionsWithGrantOption":[]},{"Id":"10","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Database":{"CatalogId":"444455556666","Name":"public"}},"Permissions":["DESCRIBE"],"PermissionsWithGrantOption":[]},{"Id":"11","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"Table":{"CatalogId":"444455556666","DatabaseName":"public","TableWildcard":{}}},"Permissions":["SELECT","DESCRIBE"],"PermissionsWithGrantOption":[]},{"Id":"12","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"DataLocation":{"CatalogId":"444455556666","ResourceArn":"arn:aws:s3:::acme-lake/tables"}},"Permissions":["DATA_LOCATION_ACCESS"],"PermissionsWithGrantOption":[]},{"Id":"13","Principal":{"DataLakePrincipalIdentifier":"arn:aws:iam::444455556666:role/UpsolverServerRole"},"Resource":{"DataLocation":{"CatalogId":"444455556666","ResourceArn":"arn:aws:s3:::acme-raw"}},"Permissions":["DATA_LOCATION_ACCESS"],"PermissionsWithGrantOption":[]}]' \
  --output json)
assert_granted "$answer"
