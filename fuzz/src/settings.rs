//! What stands beside the vault unsealed, and what is typed or pasted: settings and keys of colleagues.

use firsthours::app::Settings;
use firsthours::bundle::PublicKey;

/// Reads the bytes as a file of settings and as the key of a colleague.
pub fn run(bytes: &[u8]) {
    drop(serde_json::from_slice::<Settings>(bytes));
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(key) = text.parse::<PublicKey>()
    {
        assert_eq!(
            key.to_string().parse::<PublicKey>(),
            Ok(key),
            "a key reads back as itself"
        );
    }
}

/// Returns settings and a key.
pub fn seeds() -> Vec<Vec<u8>> {
    use firsthours::bundle::DeviceKeys;
    let keys = DeviceKeys::make(&zeroize::Zeroizing::new([7; 32]));
    let settings = serde_json::to_vec_pretty(&Settings::default()).unwrap_or_default();
    vec![settings, keys.public().to_string().into_bytes()]
}
