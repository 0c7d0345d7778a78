//! Writing a file so that it is never half written: beside, then renamed.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Puts `content` in the place of what `path` holds, or makes it. Permissions and links stay as they are.
///
/// # Errors
/// If the file is read-only, or its folder cannot be written to.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let fail = |error: &std::io::Error| Failure::io(error, path, "write it");
    // through a link, so that the link stays one
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = target.metadata().ok();
    if let Some(metadata) = &before {
        if metadata.permissions().readonly() {
            return Err(Failure::new("the file is read-only", "make it writable, or work on a copy")
                .about(path.display().to_string()));
        }
        if !metadata.is_file() {
            return std::fs::write(&target, content).map_err(|error| fail(&error));
        }
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut beside = tempfile::Builder::new();
    beside.prefix(".rapporteur-");
    if let Some(metadata) = before {
        beside.permissions(metadata.permissions());
    } else {
        usual_permissions(&mut beside);
    }
    let mut file = beside.tempfile_in(folder).map_err(|error| fail(&error))?;
    file.write_all(content).and_then(|()| file.as_file().sync_all()).map_err(|error| fail(&error))?;
    file.persist(&target).map_err(|error| fail(&error.error))?;
    Ok(())
}

/// A new file is as readable as any other that is made.
#[cfg(unix)]
fn usual_permissions(beside: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    // the process's mask takes away what it should
    beside.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn usual_permissions(_: &mut tempfile::Builder<'_, '_>) {}
