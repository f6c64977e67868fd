// A Connect app on Go's standard library alone. At /do/<client key> it calls the tenant on request. The key host is a
// constant, as in most apps that are written by hand.
package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

const key = "bare-app"
const keys = "https://connect-install-keys.atlassian.com"

type tenant struct{ BaseUrl, ClientKey, SharedSecret string }

var tenants = map[string]tenant{}
var baseUrl = "http://127.0.0.1:" + os.Getenv("PORT")
var raw = base64.RawURLEncoding

func read(url string) (string, error) {
	reply, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	return string(body), err
}

// Whether the install key has signed a token for this app.
func verify(token string) error {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return errors.New("no token")
	}
	var head struct{ Kid string }
	var claims struct {
		Aud []string
		Exp int64
	}
	for place, into := range []any{&head, &claims} {
		text, err := raw.DecodeString(parts[place])
		if err == nil {
			err = json.Unmarshal(text, into)
		}
		if err != nil {
			return err
		}
	}
	text, err := read(keys + "/" + head.Kid)
	if err != nil {
		return err
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return errors.New("no key")
	}
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return err
	}
	signature, err := raw.DecodeString(parts[2])
	if err != nil {
		return err
	}
	hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if len(claims.Aud) == 0 || claims.Aud[0] != baseUrl || claims.Exp < time.Now().Unix() {
		return errors.New("claims")
	}
	return rsa.VerifyPKCS1v15(public.(*rsa.PublicKey), crypto.SHA256, hash[:], signature)
}

func call(to tenant, method, url string) (int, any) {
	qsh := sha256.Sum256([]byte(method + "&" + url + "&"))
	now := time.Now().Unix()
	claims := fmt.Sprintf(`{"iss":%q,"iat":%d,"exp":%d,"qsh":%q}`, key, now, now+60, hex.EncodeToString(qsh[:]))
	signed := raw.EncodeToString([]byte(`{"typ":"JWT","alg":"HS256"}`)) + "." + raw.EncodeToString([]byte(claims))
	mac := hmac.New(sha256.New, []byte(to.SharedSecret))
	mac.Write([]byte(signed))
	request, _ := http.NewRequest(method, to.BaseUrl+url, nil)
	request.Header.Set("Authorization", "JWT "+signed+"."+raw.EncodeToString(mac.Sum(nil)))
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer reply.Body.Close()
	var body any
	_ = json.NewDecoder(reply.Body).Decode(&body)
	return reply.StatusCode, body
}

func main() {
	http.HandleFunc("/atlassian-connect.json", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"key":%q,"name":"Bare app","baseUrl":%q,"scopes":["READ"],"authentication":{"type":"jwt"},
			"apiMigrations":{"signed-install":true},"lifecycle":{"installed":"/installed"}}`, key, baseUrl)
	})
	http.HandleFunc("/installed", func(w http.ResponseWriter, r *http.Request) {
		if err := verify(strings.TrimPrefix(r.Header.Get("Authorization"), "JWT ")); err != nil {
			http.Error(w, err.Error(), 401)
			return
		}
		var body tenant
		_ = json.NewDecoder(r.Body).Decode(&body)
		tenants[body.ClientKey] = body
		w.WriteHeader(204)
	})
	http.HandleFunc("/do/", func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Method, Url string }
		_ = json.NewDecoder(r.Body).Decode(&asked)
		status, body := call(tenants[strings.TrimPrefix(r.URL.Path, "/do/")], strings.ToUpper(asked.Method), asked.Url)
		_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "body": body})
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		panic(err)
	}
	fmt.Println("ready")
	_ = http.Serve(listener, nil)
}
