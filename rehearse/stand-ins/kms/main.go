// local-kms on the loopback only: its own program listens on every address of the machine.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/nsmithuk/local-kms/src"
	"github.com/nsmithuk/local-kms/src/config"
	"github.com/nsmithuk/local-kms/src/data"
)

func main() {
	config.AWSAccountId = os.Getenv("KMS_ACCOUNT_ID")
	config.AWSRegion = os.Getenv("KMS_REGION")
	config.DatabasePath = os.Getenv("KMS_DATA_PATH")
	database := data.NewDatabase(config.DatabasePath)
	defer database.Close()
	handler := func(w http.ResponseWriter, r *http.Request) { src.HandleRequest(w, r, database) }
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(handler)))
}
