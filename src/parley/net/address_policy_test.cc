#include "parley/net/address_policy.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <string>

namespace parley::net {
namespace {

sockaddr_storage numbered(const std::string& number, std::uint16_t port) {
  sockaddr_storage out{};
  auto* four = reinterpret_cast<sockaddr_in*>(&out);
  auto* six = reinterpret_cast<sockaddr_in6*>(&out);
  if (inet_pton(AF_INET, number.c_str(), &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
  } else if (inet_pton(AF_INET6, number.c_str(), &six->sin6_addr) == 1) {
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
  }
  return out;
}

bool is_public(const std::string& number) {
  const sockaddr_storage address = numbered(number, 80);
  return net::is_public(reinterpret_cast<const sockaddr&>(address));
}

bool may_connect(const AddressPolicy& policy, const std::string& asked, const std::string& number,
                 std::uint16_t port) {
  const sockaddr_storage address = numbered(number, port);
  return net::may_connect(policy, *read_web_address(asked),
                          reinterpret_cast<const sockaddr&>(address));
}

TEST(AddressPolicy, RefusesEveryRangeThatIsNotPublic) {
  for (const char* number : {"0.0.0.0",
                             "0.255.255.255",
                             "10.0.0.1",
                             "10.255.255.255",
                             "100.64.0.1",
                             "100.127.255.255",
                             "127.0.0.1",
                             "127.255.255.254",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.0.0.8",
                             "192.0.2.1",
                             "192.88.99.1",
                             "192.168.0.1",
                             "192.168.255.255",
                             "198.18.0.1",
                             "198.19.255.255",
                             "198.51.100.7",
                             "203.0.113.9",
                             "224.0.0.1",
                             "239.255.255.250",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::ffff:127.0.0.1",
                             "::ffff:8.8.8.8",
                             "::7f00:1",
                             "64:ff9b::7f00:1",
                             "64:ff9b:1::1",
                             "100::1",
                             "fc00::1",
                             "fd12:3456::1",
                             "fe80::1",
                             "fec0::1",
                             "ff02::1",
                             "2002:7f00:1::",
                             "2001::1",
                             "2001:db8::1",
                             "2001:10::1",
                             "3fff::1",
                             "4000::1"}) {
    EXPECT_FALSE(is_public(number)) << number;
  }
}

TEST(AddressPolicy, KnowsPublicNumbersBesideThoseRanges) {
  for (const char* number :
       {"1.1.1.1",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
        "126.255.255.255", "128.0.0.1",       "169.253.255.255", "172.15.255.255",  "172.32.0.0",
        "192.0.1.1",       "192.167.255.255", "192.169.0.0",     "198.17.255.255",  "198.20.0.0",
        "223.255.255.255", "2606:4700::1111", "2a00:1450::1",    "2001:4860::8888", "2003::1"}) {
    EXPECT_TRUE(is_public(number)) << number;
  }
}

TEST(AddressPolicy, AsksOnlyPortsOfTheWeb) {
  const AddressPolicy policy;
  EXPECT_TRUE(may_connect(policy, "http://wire.example/", "1.1.1.1", 80));
  EXPECT_TRUE(may_connect(policy, "https://wire.example/", "1.1.1.1", 443));
  EXPECT_FALSE(may_connect(policy, "http://wire.example:22/", "1.1.1.1", 22));
  EXPECT_FALSE(may_connect(policy, "http://wire.example:8080/", "1.1.1.1", 8080));
}

TEST(AddressPolicy, AnExceptionHoldsForItsHostAndPortAlone) {
  AddressPolicy policy;
  policy.allowed = {*read_host_port("127.0.0.1:8080"), *read_host_port("Feeds.example:8443"),
                    *read_host_port("[::1]:8080")};
  EXPECT_TRUE(may_connect(policy, "http://127.0.0.1:8080/", "127.0.0.1", 8080));
  EXPECT_FALSE(may_connect(policy, "http://127.0.0.1/", "127.0.0.1", 80));
  EXPECT_FALSE(may_connect(policy, "http://127.0.0.2:8080/", "127.0.0.2", 8080));
  EXPECT_TRUE(may_connect(policy, "https://feeds.example:8443/", "10.1.2.3", 8443));
  EXPECT_FALSE(may_connect(policy, "https://wire.example:8443/", "10.1.2.3", 8443));
  EXPECT_TRUE(may_connect(policy, "http://[::1]:8080/", "::1", 8080));
}

TEST(ReadHostPort, RefusesWhatIsNoHostWithAPort) {
  for (const char* text : {"", "80", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0",
                           "127.0.0.1:65536", "127.0.0.1:8o", "::1:80"}) {
    EXPECT_FALSE(read_host_port(text)) << text;
  }
}

TEST(ReadWebAddress, TakesHttpAndHttpsApart) {
  const auto plain = read_web_address("http://Wire.Example/a b?c=d#e");
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(plain->text, "http://Wire.Example/a%20b?c=d");
  EXPECT_EQ(plain->host, "wire.example");
  EXPECT_EQ(plain->port, 80);
  EXPECT_EQ(plain->path, "/a%20b?c=d");
  EXPECT_EQ(read_web_address("HTTPS://wire.example:8443")->port, 8443);
}

TEST(ReadWebAddress, RefusesOtherSchemesNamesOfUsersAndNonsense) {
  for (const char* text :
       {"", "wire.example", "/feed.xml", "file:///etc/passwd", "ftp://wire.example/",
        "gopher://127.0.0.1:70/", "dict://127.0.0.1:11211/stats", "javascript:alert(1)",
        "data:text/plain,a", "http://", "http://user@127.0.0.1/", "http://wire.example@127.0.0.1/",
        "http://user:word@wire.example/", "http://a b/", "http://wire.example:99999/",
        "http://[::1/", "http://wire.example\n/"}) {
    EXPECT_FALSE(read_web_address(text)) << text;
  }
  EXPECT_FALSE(read_web_address("http://wire.example/" + std::string(kMaxAddressBytes, 'a')));
}

}  // namespace
}  // namespace parley::net
