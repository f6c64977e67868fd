package lifecycle

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var ready struct{ ControlUrl, ControlToken, KeysUrl string }

// The binary, for all tests of the package; it ends when its standard input does.
func TestMain(m *testing.M) {
	binary := exec.Command(or(os.Getenv("MOCKFLUENCE_BINARY"), "mockfluence"), "serve", "--exit-with-parent")
	binary.Stderr = os.Stderr
	input, _ := binary.StdinPipe()
	output, _ := binary.StdoutPipe()
	if err := binary.Start(); err != nil {
		panic(err)
	}
	line, _ := bufio.NewReader(output).ReadBytes('\n')
	if err := json.Unmarshal(line, &ready); err != nil {
		panic(err)
	}
	status := m.Run()
	input.Close()
	os.Exit(status)
}

// A tenant for the test, and a page of it if the test fails.
func newTenant(t *testing.T) (path string) {
	name := strings.ReplaceAll(t.Name(), "/", "-")
	ask(t, "POST", "/tenants", map[string]any{"name": name})
	path = "/tenants/" + name
	t.Cleanup(func() {
		if t.Failed() {
			folder := or(os.Getenv("MOCKFLUENCE_REPORT_DIR"), "reports")
			_ = os.MkdirAll(folder, 0o755)
			_ = os.WriteFile(filepath.Join(folder, name+".html"), ask(t, "GET", path+"/log?format=html", nil), 0o644)
		}
		ask(t, "DELETE", path, nil)
	})
	return path
}

func ask(t *testing.T, method, path string, body any) []byte {
	t.Helper()
	text := []byte{}
	if body != nil {
		text, _ = json.Marshal(body)
	}
	request, _ := http.NewRequest(method, ready.ControlUrl+path, strings.NewReader(string(text)))
	request.Header.Set("Authorization", "Bearer "+ready.ControlToken)
	request.Header.Set("Content-Type", "application/json")
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	answer, _ := io.ReadAll(reply.Body)
	if reply.StatusCode >= 400 {
		t.Fatalf("%s %s: %s", method, path, answer)
	}
	return answer
}

func or(given, otherwise string) string {
	if given != "" {
		return given
	}
	return otherwise
}

func TestTheAppIsInstalled(t *testing.T) {
	tenant := newTenant(t)
	source := map[string]any{"descriptorUrl": or(os.Getenv("APP_URL"), "http://127.0.0.1:3000") + "/atlassian-connect.json"}
	app := ask(t, "POST", tenant+"/apps", source)
	if !strings.Contains(string(app), `"status":"enabled"`) {
		t.Errorf("not enabled: %s", app)
	}
}
