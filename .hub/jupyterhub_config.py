"""What the course asks of a JupyterHub: for The Littlest JupyterHub, or for a hub of one's own; tests/hub runs it.

On The Littlest JupyterHub: copy this file to /opt/tljh/config/jupyterhub_config.d/course.py, then `sudo tljh-config reload`.
"""
c = get_config()  # noqa: F821

# a learner is taken to the lessons, in the folder that was copied or cloned into the home
c.Spawner.default_url = "/lab"
# server and kernel of a learner, and room to try things out; tests/benchmarks/test_bench_hub.py measures what they use
c.Spawner.mem_limit = "2G"
c.Spawner.cpu_limit = 1.0
# one thread a learner: small networks are as fast, and a class shares the cores fairly
c.Spawner.environment = {"OMP_NUM_THREADS": "1"}
# the kernel of a closed laptop gives its memory back; no picture waits on its way, and the lessons are trusted
c.Spawner.args = ["--MappingKernelManager.cull_idle_timeout=3600", "--MappingKernelManager.cull_interval=300",
                  "--ServerApp.jpserver_extensions={'course_utils.setup.server': True}"]
