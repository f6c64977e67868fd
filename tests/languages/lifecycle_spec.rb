require 'fileutils'
require 'json'
require 'net/http'

# The binary for the run; it ends when its standard input does.
MOCKFLUENCE = IO.popen([ENV.fetch('MOCKFLUENCE_BINARY', 'mockfluence'), 'serve', '--exit-with-parent'], 'r+')
READY = JSON.parse(MOCKFLUENCE.gets || raise('mockfluence is not ready; standard error says why'))

def ask(method, path, body = nil)
  uri = URI(READY['controlUrl'] + path)
  request = Net::HTTP.const_get(method.capitalize).new(uri, 'Authorization' => "Bearer #{READY['controlToken']}")
  request.body = JSON.generate(body) if body
  request.content_type = 'application/json' if body
  reply = Net::HTTP.start(uri.host, uri.port, read_timeout: 90) { |http| http.request(request) }
  raise reply.body if reply.code.to_i >= 400
  reply.content_type == 'application/json' ? JSON.parse(reply.body) : reply.body
end

RSpec.configure do |config|
  config.before { @tenant = "/tenants/#{ask('POST', '/tenants', { name: "tenant-#{object_id}" })['name']}" }
  config.after do |example|
    if example.exception
      folder = ENV.fetch('MOCKFLUENCE_REPORT_DIR', 'reports')
      FileUtils.mkdir_p(folder)
      File.write("#{folder}/#{example.full_description.gsub(/\W+/, '-')}.html", ask('GET', "#{@tenant}/log?format=html"))
    end
    ask('DELETE', @tenant)
  end
  config.after(:suite) { MOCKFLUENCE.close }
end

RSpec.describe 'lifecycle' do
  it 'installs the app' do
    app = ask('POST', "#{@tenant}/apps", { descriptorUrl: "#{ENV.fetch('APP_URL', 'http://127.0.0.1:3000')}/atlassian-connect.json" })
    expect(app['status']).to eq 'enabled'
  end
end
