<?php
use PHPUnit\Framework\TestCase;

final class LifecycleTest extends TestCase
{
    private static $process;
    private static array $pipes = [];
    private static array $ready;
    private string $tenant;

    /** The binary, for the tests of the class. */
    public static function setUpBeforeClass(): void
    {
        $command = [getenv('MOCKFLUENCE_BINARY') ?: 'mockfluence', 'serve', '--exit-with-parent'];
        self::$process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], self::$pipes);
        self::$ready = json_decode(fgets(self::$pipes[1]), true, 512, JSON_THROW_ON_ERROR);
    }

    public static function tearDownAfterClass(): void
    {
        array_map('fclose', self::$pipes);
        proc_close(self::$process);
    }

    protected function setUp(): void
    {
        $this->tenant = '/tenants/' . $this->getName();
        $this->ask('POST', '/tenants', ['name' => $this->getName()]);
    }

    /** A page of the test, if it has failed. */
    protected function tearDown(): void
    {
        if ($this->hasFailed()) {
            $folder = getenv('MOCKFLUENCE_REPORT_DIR') ?: 'reports';
            is_dir($folder) || mkdir($folder, recursive: true);
            file_put_contents("$folder/{$this->getName()}.html", $this->ask('GET', "$this->tenant/log?format=html"));
        }
        $this->ask('DELETE', $this->tenant);
    }

    private function ask(string $method, string $path, ?array $body = null): string
    {
        $headers = ['Authorization: Bearer ' . self::$ready['controlToken'], 'Content-Type: application/json'];
        $options = ['method' => $method, 'header' => $headers, 'ignore_errors' => true, 'timeout' => 90];
        $options['content'] = $body === null ? '' : json_encode($body);
        $reply = file_get_contents(self::$ready['controlUrl'] . $path, false, stream_context_create(['http' => $options]));
        [, $status] = explode(' ', $http_response_header[0]);
        $this->assertLessThan(400, (int) $status, "$method $path: $reply");
        return $reply;
    }

    public function testTheAppIsInstalled(): void
    {
        $url = (getenv('APP_URL') ?: 'http://127.0.0.1:3000') . '/atlassian-connect.json';
        $app = json_decode($this->ask('POST', "$this->tenant/apps", ['descriptorUrl' => $url]), true);
        $this->assertSame('enabled', $app['status']);
    }
}
