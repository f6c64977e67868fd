import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.util.regex.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.*;

class LifecycleTest {
    @RegisterExtension
    static final Mockfluence TENANT = new Mockfluence();

    static final String APP = System.getenv().getOrDefault("APP_URL", "http://127.0.0.1:3000");

    @Test
    void theAppIsInstalled() throws Exception {
        String app = TENANT.ask("POST", "/apps", "{\"descriptorUrl\":\"" + APP + "/atlassian-connect.json\"}");
        assertTrue(app.contains("\"status\":\"enabled\""), app);
    }
}

/** The binary for the class, a tenant for each test, a page of each test that fails. */
class Mockfluence implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private String ready, tenant;

    public void beforeAll(ExtensionContext context) throws IOException {
        String binary = System.getenv().getOrDefault("MOCKFLUENCE_BINARY", "mockfluence");
        process = new ProcessBuilder(binary, "serve", "--exit-with-parent").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        ready = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
    }

    public void beforeEach(ExtensionContext context) throws Exception {
        tenant = context.getRequiredTestMethod().getName();
        request("POST", "/tenants", "{\"name\":\"" + tenant + "\"}");
    }

    public void afterEach(ExtensionContext context) throws Exception {
        if (context.getExecutionException().isPresent()) {
            Path folder = Files.createDirectories(Path.of(System.getenv().getOrDefault("MOCKFLUENCE_REPORT_DIR", "build/reports")));
            Files.writeString(folder.resolve(tenant + ".html"), ask("GET", "/log?format=html", ""));
        }
        request("DELETE", "/tenants/" + tenant, "");
    }

    public void afterAll(ExtensionContext context) {
        process.destroy();
    }

    /** A request about the test's tenant: its reply, or an error with the words of the host or the app. */
    String ask(String method, String path, String json) throws Exception {
        return request(method, "/tenants/" + tenant + path, json);
    }

    private String request(String method, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(told("controlUrl") + path))
            .header("Authorization", "Bearer " + told("controlToken")).header("Content-Type", "application/json")
            .method(method, json.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json)).build();
        HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() >= 400) throw new AssertionError(reply.body());
        return reply.body();
    }

    /** What the ready line says; `keysUrl` is for the app. */
    String told(String field) {
        Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(ready == null ? "" : ready);
        if (!found.find()) throw new IllegalStateException("mockfluence is not ready: " + ready);
        return found.group(1);
    }
}
